/** Quantized rows of every cell: published by their owners, read by their neighbours. */
@NullMarked
package dev.shadowland.shard.ghost;

import org.jspecify.annotations.NullMarked;
