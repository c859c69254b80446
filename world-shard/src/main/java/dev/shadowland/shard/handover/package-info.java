/** Transfer of authority over one player between cells. */
@NullMarked
package dev.shadowland.shard.handover;

import org.jspecify.annotations.NullMarked;
