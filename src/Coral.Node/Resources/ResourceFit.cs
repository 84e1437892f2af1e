using System.Globalization;
using Coral.Node.Configuration;
using Coral.Node.Hosting;
using Microsoft.Extensions.Logging;

namespace Coral.Node.Resources;

/// <summary>The options of a node, their limits lowered to what its process has.</summary>
/// <remarks>
/// A process that runs out of descriptors or memory ends, and whatever it did for others ends with it. So the limits
/// that the options name are what the operator wishes; what the node can keep is found at the start, and said.
/// </remarks>
public sealed partial class ResourceFit
{
    /// <summary>
    /// Descriptors beside those of connections: of the runtime, listeners and files; those of connections that are
    /// made ahead of requests, or tried beside others.
    /// </summary>
    public const int OtherFiles = 160;

    /// <summary>Of 17 descriptors one is for a connection that is ending while another takes its place.</summary>
    private const int EndingShare = 17;

    /// <summary>Memory of the process beside the store and transfers: code, threads, tables, buffers.</summary>
    private const long OtherMemoryBytes = 96L << 20;

    /// <summary>Threads that the node needs beside those of the pool: resolver, listeners, the runtime's own.</summary>
    private const int OtherThreads = 64;

    private const int LeastPoolThreads = 8;

    private readonly IReadOnlyList<ResourceGrant> _files;
    private readonly IReadOnlyList<ResourceGrant> _memory;
    private readonly ProcessLimits _limits;

    private ResourceFit(
        NodeSettings settings,
        IReadOnlyList<ResourceGrant> files,
        IReadOnlyList<ResourceGrant> memory,
        ProcessLimits limits
    )
    {
        Settings = settings;
        _files = files;
        _memory = memory;
        _limits = limits;
    }

    /// <summary>The settings that the node can keep.</summary>
    public NodeSettings Settings { get; }

    /// <summary>Most threads of the pool; <see langword="null"/> where the process may start any number.</summary>
    internal int? PoolThreads =>
        _limits.Threads is { } threads ? (int)Math.Min(threads - OtherThreads, short.MaxValue) : null;

    /// <summary>The memory that store and transfers may take together, in bytes.</summary>
    public long CacheBytes => _memory.Sum(grant => grant.Given);

    /// <summary>Lowers the limits where they are beyond what the process has.</summary>
    /// <param name="demands">The limits that cost something.</param>
    /// <param name="settings">All options, as configured.</param>
    /// <param name="limits">The resources of the process.</param>
    /// <exception cref="NodeStartException">There is too little of something for a node to work with.</exception>
    public static ResourceFit Of(IEnumerable<ResourceDemand> demands, NodeSettings settings, ProcessLimits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var wanted = demands
            .Select(demand => (Demand: demand, Wanted: demand.Wanted(settings)))
            .Where(demand => demand.Wanted is not null)
            .Select(demand => (demand.Demand, Wanted: demand.Wanted!.Value))
            .ToLookup(demand => demand.Demand.Resource);
        if (limits.Threads < OtherThreads + LeastPoolThreads)
        {
            throw new NodeStartException(
                $"this process may start {Text(limits.Threads.Value)} more threads, and a node needs "
                    + $"{Text(OtherThreads + LeastPoolThreads)}: raise the limit of its container (pids.max)"
            );
        }

        var files = Files([.. wanted[Resource.Files]], limits);
        var memory = Memory([.. wanted[Resource.Memory]], limits);
        foreach (var grant in files.Concat(memory).Where(grant => grant.Given < grant.Wanted))
        {
            settings = grant.Demand.Granted(settings, grant.Given);
        }

        return new ResourceFit(settings, files, memory, limits);
    }

    /// <summary>Says the limits in one line.</summary>
    public override string ToString()
    {
        var files = string.Join(", ", _files.Select(grant => Say(grant, Text)));
        var memory = string.Join(", ", _memory.Select(grant => Say(grant, Size)));
        var of = _limits.Files is { } open ? $" ({Text(open)} open files)" : "";
        var within = _limits.MemoryBytes is { } bytes ? $" ({Size(bytes)} of memory)" : "";
        return $"at most {files}{of}; {memory}{within}";
    }

    /// <summary>Logs the limits, and holds the process to that on threads.</summary>
    public void Apply(ILogger<ResourceFit> logger)
    {
        if (PoolThreads is { } threads)
        {
            ThreadPool.GetMaxThreads(out var workers, out var ports);
            ThreadPool.SetMaxThreads(Math.Min(workers, threads), Math.Min(ports, threads));
        }

        Log.LimitsSet(logger, ToString());
    }

    private static IReadOnlyList<ResourceGrant> Files(
        IReadOnlyList<(ResourceDemand, long)> wanted,
        ProcessLimits limits
    )
    {
        var available = (limits.Files - limits.OpenFiles - OtherFiles) * (EndingShare - 1) / EndingShare;
        return ResourceSharing.Share(wanted, available)
            ?? throw new NodeStartException(
                $"this process may open {Text(limits.Files!.Value)} files, and a node needs "
                    + $"{Text(RoundUp(ResourceSharing.Least(wanted), limits.OpenFiles))}: "
                    + "raise the limit (ulimit -n, LimitNOFILE= in a systemd unit)"
            );

        static long RoundUp(long least, long open) =>
            ((least * EndingShare / (EndingShare - 1)) + open + OtherFiles + 15) / 16 * 16;
    }

    private static IReadOnlyList<ResourceGrant> Memory(
        IReadOnlyList<(ResourceDemand, long)> wanted,
        ProcessLimits limits
    )
    {
        // The runtime keeps its heap within three quarters of a container.
        var available = (limits.MemoryBytes * 3 / 4) - OtherMemoryBytes;
        return ResourceSharing.Share(wanted, available)
            ?? throw new NodeStartException(
                $"this process may use {Size(limits.MemoryBytes!.Value)} of memory, and a node needs "
                    + $"{Size((ResourceSharing.Least(wanted) + OtherMemoryBytes) * 4 / 3)}: "
                    + "raise the memory limit of its container"
            );
    }

    private static string Say(ResourceGrant grant, Func<long, string> text) =>
        $"{text(grant.Given)} {grant.Demand.What}"
        + (grant.Given < grant.Wanted ? $" instead of {text(grant.Wanted)}" : "");

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => $"{Text(bytes >> 20)} MB";

    private static partial class Log
    {
        [LoggerMessage(1703, LogLevel.Information, "Limits: {Limits}.", EventName = nameof(LimitsSet))]
        public static partial void LimitsSet(ILogger logger, string limits);
    }
}
