/**
 * The gateway's side of the cluster: workers ask and hear through queues and never touch an actor.
 */
@NullMarked
package dev.shadowland.gateway.control;

import org.jspecify.annotations.NullMarked;
