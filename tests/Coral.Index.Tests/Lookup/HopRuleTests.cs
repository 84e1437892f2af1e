using Coral.Core.Identity;
using Coral.Index.Lookup;
using Coral.Index.Tests.Fixtures;

namespace Coral.Index.Tests.Lookup;

public sealed class HopRuleTests
{
    private static readonly Identifier Key = Identifier.FromNumber(4);

    /// <summary>Figure 1 of the paper: node 14 looks for key 4 and comes nearer by 10, 4, 1, 0.</summary>
    [Fact]
    public void Halving_InThePapersFigure_GoesOverNodesZeroFiveFour()
    {
        var rule = new HalvingRule();
        var shortlist = new Shortlist(Key);
        var position = Identifier.FromNumber(14);
        foreach (var number in new ulong[] { 4, 5, 7, 0, 2, 13, 14 })
        {
            shortlist.Add(Points.Node(number)).State = number == 14 ? CandidateState.Answered : CandidateState.New;
        }

        var distances = new List<Identifier> { Key ^ position };
        var target = rule.Next(Key, position, position);
        Assert.Equal(Identifier.FromNumber(5), target ^ Key);
        while (shortlist.Next(rule, target, position) is { } hop)
        {
            hop.State = CandidateState.Answered;
            position = hop.Point;
            distances.Add(Key ^ position);
            target = rule.Next(Key, target, position);
        }

        Assert.Equal(new ulong[] { 10, 4, 1, 0 }.Select(Identifier.FromNumber), distances);
    }

    [Fact]
    public void Splice_FromNodeFourteen_CorrectsTheTopBitFirstAndThenTheNextWrongOne()
    {
        var rule = new SpliceRule(1, isHeldBack: false);
        var self = Identifier.FromNumber(0b1110);

        var first = rule.Next(Key, self, self);
        var second = rule.Next(Key, first, Identifier.FromNumber(7));

        Assert.Equal(Identifier.FromNumber(0b0110), first);
        Assert.Equal(Key, second);
        Assert.Equal(Key, rule.Next(Key, second, Key));
    }

    [Fact]
    public void Splice_WithTheNodeNextToTheKeyKnown_DoesNotJumpThere()
    {
        var rule = new SpliceRule(1, isHeldBack: false);
        var self = Identifier.FromNumber(0b1110);
        var target = rule.Next(Key, self, self);

        Assert.True(rule.IsBetter(Key, target, Identifier.FromNumber(7), Identifier.FromNumber(4)));
        Assert.True(rule.IsBetter(Key, target, Identifier.FromNumber(7), Identifier.FromNumber(5)));
        Assert.True(rule.Leads(Key, target, self, Identifier.FromNumber(7)));
        Assert.True(rule.Leads(Key, target, self, Identifier.FromNumber(0)));
        Assert.False(rule.Leads(Key, target, self, Identifier.FromNumber(13)));
    }

    [Fact]
    public void Splice_HeldBack_PassesTheNodeNextToTheKeyBy()
    {
        var self = Identifier.FromNumber(0b1110);
        var target = new SpliceRule(1, isHeldBack: true).Next(Key, self, self);

        Assert.False(new SpliceRule(1, isHeldBack: true).Leads(Key, target, self, Identifier.FromNumber(4)));
        Assert.True(new SpliceRule(1, isHeldBack: false).Leads(Key, target, self, Identifier.FromNumber(4)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Splice_FromAnywhere_CorrectsAtLeastBBitsAHopAndArrives(int bitsPerHop)
    {
        var random = new Random(160);
        var rule = new SpliceRule(bitsPerHop, isHeldBack: false);
        for (var run = 0; run < 200; run++)
        {
            var (key, target) = (Points.Draw(random), Points.Draw(random));
            var hops = 0;
            while (target != key)
            {
                var right = XorDistance.Between(key, target).CommonPrefixLength;
                target = rule.Next(key, target, target);
                Assert.True(
                    target == key
                        || XorDistance.Between(key, target).CommonPrefixLength / bitsPerHop > right / bitsPerHop
                );
                hops++;
            }

            Assert.InRange(hops, 1, (160 / bitsPerHop) + 1);
        }
    }
}
