/**
 * The client's side of replication: its picture of the world and the prediction of its own entity.
 */
@NullMarked
package dev.shadowland.protocol.client;

import org.jspecify.annotations.NullMarked;
