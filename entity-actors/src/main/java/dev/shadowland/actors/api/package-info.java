/**
 * What gateways, shards, cells and player actors tell each other over the control plane: records,
 * all serializable.
 */
@NullMarked
package dev.shadowland.actors.api;

import org.jspecify.annotations.NullMarked;
