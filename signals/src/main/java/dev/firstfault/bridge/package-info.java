/** What hooked code of the host may call. Loaded by the boot loader, so JDK types only. */
package dev.firstfault.bridge;
