/** Claims about the service as a whole: success rates and how soon it recovers. */
@NullMarked
package io.faultstream.judge.service;

import org.jspecify.annotations.NullMarked;
