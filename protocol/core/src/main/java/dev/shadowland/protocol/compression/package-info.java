/** LZ4 of payloads and messages: when it can pay, and never a byte more than declared. */
@NullMarked
package dev.shadowland.protocol.compression;

import org.jspecify.annotations.NullMarked;
