using Coral.Lab.Network;
using Coral.Proxy.Origin;

namespace Coral.LabStories;

/// <summary>Labs of the default map whose clusters have formed.</summary>
internal static class Labs
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Starts one.</summary>
    /// <param name="nodes">The number of nodes in the lab.</param>
    /// <param name="originBitsPerSecond">The bandwidth of the origin's line, by default 384 kbit/s.</param>
    /// <param name="keepsConnections">True if nodes reuse connections to the origin.</param>
    public static Task<LabNetwork> StartAsync(
        int nodes,
        long? originBitsPerSecond = null,
        bool keepsConnections = true
    ) =>
        StartAsync(
            new LabOptions
            {
                Nodes = nodes,
                OriginBitsPerSecond = originBitsPerSecond,
                Settings = (_, settings) =>
                    keepsConnections
                        ? settings
                        : settings.With(
                            settings.Get<OriginOptions>() with
                            {
                                ConnectionLifetime = TimeSpan.FromMilliseconds(1),
                            }
                        ),
            }
        );

    /// <summary>Starts one.</summary>
    public static async Task<LabNetwork> StartAsync(LabOptions options)
    {
        var clock = TimeProvider.System;
        var lab = await LabNetwork.StartAsync(options, clock, new Random(20040329), CancellationToken.None);
        await new ClusterWatch(lab, LabMap.Default, clock).WaitAsync(Patience, CancellationToken.None);
        return lab;
    }
}
