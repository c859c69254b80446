@NullMarked
package dev.shadowland.gateway.routing;

import org.jspecify.annotations.NullMarked;
