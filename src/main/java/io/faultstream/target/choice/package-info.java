/** Which target a spec means; apart from the contract, so that packages have no cycle. */
@NullMarked
package io.faultstream.target.choice;

import org.jspecify.annotations.NullMarked;
