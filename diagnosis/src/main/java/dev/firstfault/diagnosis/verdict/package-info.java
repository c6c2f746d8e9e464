/** What a diagnosis answers: values only, for reports and exporters to render. */
package dev.firstfault.diagnosis.verdict;
