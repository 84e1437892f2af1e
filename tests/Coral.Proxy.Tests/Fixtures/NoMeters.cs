using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Coral.Proxy.Tests.Fixtures;

/// <summary>A factory of meters that nobody listens to.</summary>
internal sealed class NoMeters : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public IMeterFactory Factory => _services.GetRequiredService<IMeterFactory>();

    public void Dispose() => _services.Dispose();
}
