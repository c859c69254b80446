/** The login token: signed, expiring permission to enter. */
@NullMarked
package dev.shadowland.protocol.token;

import org.jspecify.annotations.NullMarked;
