@NullMarked
package dev.shadowland.gateway.worker;

import org.jspecify.annotations.NullMarked;
