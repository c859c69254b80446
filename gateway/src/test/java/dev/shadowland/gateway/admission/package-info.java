@NullMarked
package dev.shadowland.gateway.admission;

import org.jspecify.annotations.NullMarked;
