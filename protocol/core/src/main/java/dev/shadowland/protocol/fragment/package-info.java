/** Messages over one datagram: cut into pieces of 1024 bytes and put together again. */
@NullMarked
package dev.shadowland.protocol.fragment;

import org.jspecify.annotations.NullMarked;
