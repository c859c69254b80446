@NullMarked
package dev.shadowland.gateway.session;

import org.jspecify.annotations.NullMarked;
