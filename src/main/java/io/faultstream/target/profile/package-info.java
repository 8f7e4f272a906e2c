/** Which version of the system is there, found out by asking and never assumed. */
@NullMarked
package io.faultstream.target.profile;

import org.jspecify.annotations.NullMarked;
