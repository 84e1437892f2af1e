using Coral.Core.Index;
using Coral.Node.Health;

namespace Coral.Node.Tests.Health;

public sealed class OwnConditionsTests
{
    [Fact]
    public void Look_WhileTheNodeFillsAndEmpties_IsOverloadedUntilThereIsRoom()
    {
        var used = 0.0;
        var conditions = new OwnConditions(isLocalOnly: false, () => used);
        var seen = new List<NodeConditions>();
        foreach (var share in (double[])[0.7, 0.8, 0.7, 0.5, 0.7])
        {
            used = share;
            seen.Add(conditions.Look());
        }

        const NodeConditions None = NodeConditions.None;
        const NodeConditions Full = NodeConditions.Overloaded;
        Assert.Equal([None, Full, Full, None, None], seen);
    }

    [Fact]
    public void Look_AllAtOnce_SaysAll()
    {
        var conditions = new OwnConditions(isLocalOnly: true, () => 1);

        Assert.Equal(NodeConditions.LocalOnly | NodeConditions.Overloaded, conditions.Look());
        conditions.Leave();
        Assert.Equal(NodeConditions.LocalOnly | NodeConditions.Overloaded | NodeConditions.Leaving, conditions.Look());
    }
}
