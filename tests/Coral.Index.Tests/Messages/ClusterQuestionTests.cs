using Coral.Core.Index;
using Coral.Index.Messages;
using Coral.Index.Tests.Fixtures;
using Coral.Index.Wire;

namespace Coral.Index.Tests.Messages;

/// <summary>The requests that nodes send about clusters, and the responses, encoded and decoded.</summary>
public sealed class ClusterQuestionTests
{
    [Theory]
    [InlineData((int)FindMode.Nearest)]
    [InlineData((int)FindMode.Opinion)]
    public void FindRequest_AboutClusters_ComesBackWithoutAKey(int mode)
    {
        var request = new FindRequest
        {
            Level = ClusterLevel.Near,
            Target = Samples.Key.Point,
            Mode = (FindMode)mode,
        };
        var bytes = new byte[100];
        var writer = new CborWriter(bytes);
        writer.Map(request.Pairs);
        request.Write(ref writer);

        var map = new MapReader(bytes.AsSpan(0, writer.Length));
        Assert.True(FindRequest.TryRead(ref map, out var read));
        Assert.Equal((FindMode)mode, read.Mode);
        Assert.Equal(Samples.Key.Point, read.Target);
        Assert.Equal(ClusterLevel.Near, read.Level);
    }

    [Fact]
    public void FindResponse_OfAStrangerWithContacts_HasBoth()
    {
        var answer = new FindAnswer { IsStranger = true };
        answer.Contacts.Add(Samples.Contact);
        var read = PassThroughWire(answer, FindMode.Nodes);

        Assert.True(read.IsStranger);
        Assert.Equal(Samples.Contact, Assert.Single(read.Contacts));
    }

    [Fact]
    public void FindResponse_WithAnOpinion_ComesBack()
    {
        var read = PassThroughWire(new FindAnswer { Opinion = new ClusterTally(48, 41) }, FindMode.Opinion);

        Assert.Equal(new ClusterTally(48, 41), read.Opinion);
    }

    [Fact]
    public void FindResponse_WithMoreNearThanProbed_IsRefused()
    {
        var bytes = new byte[100];
        var writer = new CborWriter(bytes);
        writer.Map(1);
        FindResponse.Write(ref writer, new FindAnswer { Opinion = new ClusterTally(3, 4) }, FindMode.Opinion);

        var map = new MapReader(bytes.AsSpan(0, writer.Length));
        Assert.False(FindResponse.TryRead(ref map, new FindAnswer()));
    }

    private static FindAnswer PassThroughWire(FindAnswer answer, FindMode mode)
    {
        var bytes = new byte[1_200];
        var writer = new CborWriter(bytes);
        writer.Map(FindResponse.Pairs(answer, mode));
        FindResponse.Write(ref writer, answer, mode);
        Assert.False(writer.Failed);

        var read = new FindAnswer();
        var map = new MapReader(bytes.AsSpan(0, writer.Length));
        Assert.True(FindResponse.TryRead(ref map, read));
        return read;
    }
}
