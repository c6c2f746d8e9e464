/** What Elasticsearch and OpenSearch say of themselves when they are asked, which is done only where an option says so. */
package dev.firstfault.collectors.poll;
