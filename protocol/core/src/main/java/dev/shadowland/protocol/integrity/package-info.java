/** The integrity challenge: key tables per client build, and who asks for which key when. */
@NullMarked
package dev.shadowland.protocol.integrity;

import org.jspecify.annotations.NullMarked;
