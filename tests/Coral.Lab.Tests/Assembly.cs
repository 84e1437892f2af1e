// Labs wait for timers of real nodes much more than they compute: several stand side by side.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
