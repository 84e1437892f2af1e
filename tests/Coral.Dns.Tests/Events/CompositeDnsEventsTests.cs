using Coral.Core.Identity;
using Coral.Core.Index;
using Coral.Core.Network;
using Coral.Dns.Events;
using Coral.Dns.Queries;
using Coral.Dns.Tests.Fixtures;

namespace Coral.Dns.Tests.Events;

/// <summary>Every event reaches every receiver once.</summary>
public sealed class CompositeDnsEventsTests
{
    [Fact]
    public void EveryEvent_ReachesEveryReceiver_Once()
    {
        var (first, second) = (new RecordingDnsEvents(), new RecordingDnsEvents());
        var events = new CompositeDnsEvents(first, second);
        var methods = typeof(IDnsEvents).GetMethods();
        foreach (var method in methods)
        {
            method.Invoke(events, [.. method.GetParameters().Select(parameter => ValueOf(parameter.ParameterType))]);
        }

        Assert.Equal(methods.Select(method => method.Name), first.Lines.Select(line => line.Split(' ')[0]));
        Assert.Equal(first.Lines, second.Lines);
    }

    private static object? ValueOf(Type type)
    {
        type = type.IsByRef ? type.GetElementType()! : type;
        return type == typeof(NodeAddress) ? NodeAddress.FromIPv4(0xC633_6407, 53)
            : type == typeof(NetworkPrefix) ? NetworkPrefix.Of(NodeAddress.FromIPv4(0xC633_6407, 53))
            : type == typeof(NodeContact)
                ? new NodeContact(NodeId.OfPublicKey([1]), NodeAddress.FromIPv4(0xC633_6407, 53), default)
            : Activator.CreateInstance(type);
    }
}
