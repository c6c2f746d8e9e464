/** Elasticsearch and OpenSearch as their clients see them: the rejections inside their answers. */
package dev.firstfault.collectors.search;
