"""Images under the official names, for machines that reach package registries but no registry of images."""
