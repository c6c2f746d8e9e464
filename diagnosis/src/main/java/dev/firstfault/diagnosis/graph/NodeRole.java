package dev.firstfault.diagnosis.graph;

/** Where a node of the causal graph may stand in a chain. */
public enum NodeRole {
    /** Comes from outside: nothing in this process can bring it about. */
    EXOGENOUS,
    /** Comes from inside and can be the first in a chain. */
    CAUSE,
    /** Only ever follows from something; never the first. */
    SYMPTOM
}
