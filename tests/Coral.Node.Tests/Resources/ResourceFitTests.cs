using System.Globalization;
using Coral.Caching.Store;
using Coral.Node.Configuration;
using Coral.Node.Dns;
using Coral.Node.Hosting;
using Coral.Node.Resources;
using Coral.Proxy;
using Coral.Proxy.Origin;
using Coral.Proxy.Peers;

namespace Coral.Node.Tests.Resources;

/// <summary>The limits of the options, lowered to what the process has.</summary>
public sealed class ResourceFitTests
{
    private static readonly NodeSettings Defaults = new(new NodeDnsOptions());

    [Theory]
    [InlineData(null)]
    [InlineData(1_048_576L)]
    public void Files_Enough_LeaveTheLimitsAsConfigured(long? files)
    {
        var fit = Fit(new ProcessLimits { Files = files, OpenFiles = 100 });

        Assert.Equal(
            (10_000, 1_000, 256, 1_024),
            (
                fit.Settings.Get<ProxyOptions>().MaxConnections,
                fit.Settings.Get<PeerOptions>().MaxConnections,
                fit.Settings.Get<PeerOptions>().MaxPeers,
                fit.Settings.Get<OriginOptions>().MaxConnections
            )
        );
        Assert.Contains(", 1,000 of DNS over TCP", fit.ToString());
        Assert.DoesNotContain("instead", fit.ToString());
    }

    [Theory]
    [InlineData(600)]
    [InlineData(1_024)]
    [InlineData(4_096)]
    [InlineData(10_000)]
    public void Files_TooFew_AreNeverAllTaken(int files)
    {
        const int Open = 120;
        var fit = Fit(new ProcessLimits { Files = files, OpenFiles = Open });

        var clients = fit.Settings.Get<ProxyOptions>().MaxConnections;
        var peers = fit.Settings.Get<PeerOptions>();
        var origin = fit.Settings.Get<OriginOptions>();
        var dns = int.Parse(
            fit.ToString().Split(" of DNS over TCP")[0].Split(' ')[^1],
            NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture
        );
        var taken = clients + peers.MaxConnections + peers.MaxPeers + origin.MaxConnections + dns;
        Assert.InRange(taken * 17 / 16, files / 4, files - Open - ResourceFit.OtherFiles);
        Assert.InRange(origin.MaxConnectionsPerOrigin, 1, origin.MaxConnections);
        Assert.InRange(dns, 16, 1_000);
        Assert.InRange(clients, 32, 10_000);
        Assert.Contains($"{clients:N0} connections of clients instead of 10,000", fit.ToString());
        Assert.DoesNotContain('\n', fit.ToString());
    }

    [Theory]
    [InlineData(64)]
    [InlineData(330)]
    public void Files_TooFewToWorkWith_AreRefusedWithWhatIsNeeded(int files)
    {
        var refusal = Assert.Throws<NodeStartException>(() =>
            Fit(new ProcessLimits { Files = files, OpenFiles = 120 })
        );

        Assert.Matches(
            $"^this process may open {files} files, and a node needs [0-9]+: raise the limit \\(ulimit -n",
            refusal.Message
        );
        var needed = int.Parse(refusal.Message.Split("needs ")[1].Split(':')[0], CultureInfo.InvariantCulture);
        Fit(new ProcessLimits { Files = needed, OpenFiles = 120 });
    }

    [Fact]
    public void Files_ConfiguredBelowTheLeast_AreEnough()
    {
        var settings = Defaults.With(new ProxyOptions { MaxConnections = 1 });

        var fit = ResourceFit.Of(
            NodeConfiguration.Catalog.Demands,
            settings,
            new ProcessLimits { Files = 500, OpenFiles = 100 }
        );

        Assert.Equal(1, fit.Settings.Get<ProxyOptions>().MaxConnections);
    }

    [Fact]
    public void Memory_OfASmallContainer_HoldsStoreAndTransfers()
    {
        var fit = Fit(new ProcessLimits { MemoryBytes = 512L << 20 });

        var cache = fit.Settings.Get<CacheOptions>();
        Assert.Equal(cache.MemoryBytes + cache.TransferBytes, fit.CacheBytes);
        Assert.InRange(fit.CacheBytes, 200L << 20, 288L << 20);
        Assert.Contains("MB of stored responses instead of 256 MB", fit.ToString());
        Assert.Contains("(512 MB of memory)", fit.ToString());
    }

    [Fact]
    public void Memory_TooLittleToWorkWith_IsRefused() =>
        Assert.StartsWith(
            "this process may use 128 MB of memory, and a node needs 149 MB",
            Assert.Throws<NodeStartException>(() => Fit(new ProcessLimits { MemoryBytes = 128L << 20 })).Message
        );

    [Fact]
    public void Threads_BoundThePoolOrAreRefused()
    {
        Assert.Null(Fit(new ProcessLimits()).PoolThreads);
        Assert.Equal(136, Fit(new ProcessLimits { Threads = 200 }).PoolThreads);
        Assert.Contains(
            "pids.max",
            Assert.Throws<NodeStartException>(() => Fit(new ProcessLimits { Threads = 40 })).Message
        );
    }

    private static ResourceFit Fit(ProcessLimits limits) =>
        ResourceFit.Of(NodeConfiguration.Catalog.Demands, Defaults, limits);
}
