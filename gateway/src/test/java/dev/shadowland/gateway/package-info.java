@NullMarked
package dev.shadowland.gateway;

import org.jspecify.annotations.NullMarked;
