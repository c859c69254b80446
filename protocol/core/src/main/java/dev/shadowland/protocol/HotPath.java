package dev.shadowland.protocol;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The classes of this package run for every datagram: no streams, boxes, futures, clocks of their
 * own, locals of threads, or text made by formats. HouseRulesTest checks it; what it cannot see,
 * the tests that read allocated bytes do.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PACKAGE)
public @interface HotPath {}
