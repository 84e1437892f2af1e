using Microsoft.Extensions.Logging;

namespace Coral.Node.Index;

/// <summary>The list of the tasks beside an index node.</summary>
internal static class IndexTasks
{
    /// <summary>Makes them.</summary>
    /// <param name="contacts">Contacts of the last run, and of this one.</param>
    /// <param name="index">The index, and its loop.</param>
    public static IReadOnlyList<IIndexTask> Of(
        IndexPartConfig config,
        ContactStore contacts,
        LoopIndex index,
        TimeProvider clock,
        ILoggerFactory loggers
    )
    {
        var bootstrap = new BootstrapNodes(config.Node, contacts, config.Resolver, clock);
        List<IIndexTask> tasks =
        [
            new NetworkJoin(bootstrap, index.Loop, clock, loggers.CreateLogger<NetworkJoin>()),
            new LevelObserver(index, index.Loop, clock),
            new ContactSaver(contacts, index.Loop, clock),
        ];
        if (config.Index.Hints)
        {
            tasks.Add(new RouterTrace(bootstrap, index.Loop, clock, loggers.CreateLogger<RouterTrace>()));
        }

        return tasks;
    }
}
