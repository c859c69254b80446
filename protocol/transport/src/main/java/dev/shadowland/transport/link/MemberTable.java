package dev.shadowland.transport.link;

import java.util.Map;
import java.util.TreeMap;

/**
 * The member nodes at one version. Immutable: the control plane swaps it whole, link owners compare
 * versions.
 */
record MemberTable(long version, Map<Integer, NodeEndpoint> nodes) {
    static final MemberTable EMPTY = new MemberTable(0, Map.of());

    MemberTable {
        nodes = Map.copyOf(nodes);
    }

    MemberTable with(NodeEndpoint endpoint) {
        Map<Integer, NodeEndpoint> next = new TreeMap<>(nodes);
        next.put(endpoint.node(), endpoint);
        return new MemberTable(version + 1, next);
    }

    MemberTable without(int node) {
        Map<Integer, NodeEndpoint> next = new TreeMap<>(nodes);
        next.remove(node);
        return new MemberTable(version + 1, next);
    }
}
