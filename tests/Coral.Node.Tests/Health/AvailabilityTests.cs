using Coral.Core.Index;
using Coral.Node.Health;

namespace Coral.Node.Tests.Health;

public sealed class AvailabilityTests
{
    [Fact]
    public void Assess_WhileTheNodeFillsAndEmpties_IsOverloadedUntilThereIsRoom()
    {
        var used = 0.0;
        var availability = new Availability(isLocalOnly: false, () => used);
        var seen = new List<NodeConditions>();
        foreach (var share in (double[])[0.7, 0.8, 0.7, 0.5, 0.7])
        {
            used = share;
            seen.Add(availability.Assess());
        }

        const NodeConditions None = NodeConditions.None;
        const NodeConditions Full = NodeConditions.Overloaded;
        Assert.Equal([None, Full, Full, None, None], seen);
    }

    [Fact]
    public async Task Assess_AllAtOnce_SaysAll()
    {
        var availability = new Availability(isLocalOnly: true, () => 1);

        Assert.Equal(NodeConditions.LocalOnly | NodeConditions.Overloaded, availability.Assess());
        await availability.LeaveAsync();
        Assert.Equal(
            NodeConditions.LocalOnly | NodeConditions.Overloaded | NodeConditions.Leaving,
            availability.Assess()
        );
    }
}
