import Testing

/// Tests that need MariaDB. They run one after the other: the C library is initialised by the first of them.
@Suite(.serialized) enum DatabaseTests {}
