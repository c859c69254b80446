/** What a person sees while a cluster runs, as pure functions of the nodes' statuses. */
@NullMarked
package dev.shadowland.deploy.screen;

import org.jspecify.annotations.NullMarked;
