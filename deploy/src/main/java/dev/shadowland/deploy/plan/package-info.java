/**
 * What a cluster on this machine consists of, decided before anything starts. Pure but for the
 * ports.
 */
@NullMarked
package dev.shadowland.deploy.plan;

import org.jspecify.annotations.NullMarked;
