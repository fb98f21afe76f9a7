// Films are played over UDP in real time: a flood of connections beside them would cost packets that no server lost.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
