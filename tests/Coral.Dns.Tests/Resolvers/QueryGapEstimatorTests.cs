using System.Net;
using Coral.Core.Network;
using Coral.Dns.Resolvers;
using Coral.Dns.Tests.Fixtures;

namespace Coral.Dns.Tests.Resolvers;

/// <summary>Round trips from consecutive queries.</summary>
public sealed class QueryGapEstimatorTests
{
    private readonly QueryGapEstimator _gap = new();

    [Fact]
    public void Note_ALookUpStepByStep_MeasuresEveryStep()
    {
        Assert.Null(Note("com.z", 1000));
        Assert.Equal(30, Note("x.com.z", 1030));
        Assert.Equal(25, Note("_.www.x.com.z", 1055));
        Assert.Equal(40, Note("a.b.www.x.com.z", 1095));
    }

    [Theory]
    [InlineData("com.z", "com.z")]
    [InlineData("x.com.z", "com.z")]
    [InlineData("com.z", "x.org.z")]
    [InlineData("com.z", "xcom.z")]
    [InlineData("_.com.z", "com.z")]
    public void Note_QuestionsThatDoNotFollow_MeasureNothing(string first, string second)
    {
        Note(first, 1000);

        Assert.Null(Note(second, 1010));
    }

    [Fact]
    public void Note_AnotherAddressOfTheNetwork_MeasuresNothing()
    {
        Note("com.z", 1000);

        Assert.Null(Note("x.com.z", 1010, "198.51.100.8"));
    }

    [Fact]
    public void Note_AfterTwoSeconds_IsAnotherLookUp()
    {
        Note("com.z", 1000);

        Assert.Null(Note("x.com.z", 3000));
    }

    [Fact]
    public void Note_TwoLookUpsAtOnce_MeasureTooMuchRatherThanTooLittle()
    {
        // For A and AAAA a resolver asks twice; the second copy must not shorten the gap of the first lookup.
        Note("com.z", 1000);
        Note("com.z", 1028);

        Assert.Equal(30, Note("x.com.z", 1030));
    }

    [Fact]
    public void Note_AnAnswerThatHadToWait_CountsFromWhenItLeft()
    {
        Note("com.z", 1000);
        Note("com.z", 1200, isDeferred: true);

        Assert.Equal(30, Note("x.com.z", 1230));
    }

    private double? Note(string name, int milliseconds, string client = "198.51.100.7", bool isDeferred = false) =>
        _gap.Observe(
            NodeAddress.From(IPAddress.Parse(client), milliseconds),
            Ask.WireOf(name),
            isDeferred,
            TimeSpan.FromMilliseconds(milliseconds)
        )?.TotalMilliseconds;
}
