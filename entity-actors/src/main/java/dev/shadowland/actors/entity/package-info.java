/** What is in the world: kinds of entities, their columns, their ids. */
@NullMarked
package dev.shadowland.actors.entity;

import org.jspecify.annotations.NullMarked;
