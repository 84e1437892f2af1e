using Coral.Node.Configuration;
using Coral.Node.Identity;

namespace Coral.Node.Tests.Configuration;

public sealed class NodeSettingsTests
{
    private static readonly NodeSettings Settings = new(new SampleOptions { Count = 4 });

    [Fact]
    public void Get_ARecordThatWasNotGiven_HasItsDefaults()
    {
        Assert.Equal(4, Settings.Get<SampleOptions>().Count);
        Assert.Equal(new DataOptions(), Settings.Get<DataOptions>());
    }

    [Fact]
    public void Find_ARecordThatWasNotGiven_IsNone()
    {
        Assert.Equal(4, Settings.Find<SampleOptions>()?.Count);
        Assert.Null(Settings.Find<DataOptions>());
    }

    [Fact]
    public void With_OtherRecords_ReplacesThoseOfTheirTypesOnly()
    {
        var other = Settings.With(new SampleOptions { Count = 5 }, new DataOptions { Data = "d" });

        Assert.Equal((5, "d"), (other.Get<SampleOptions>().Count, other.Get<DataOptions>().Data));
        Assert.Equal(4, Settings.Get<SampleOptions>().Count);
        Assert.Equal("d", other.With(new SampleOptions()).Get<DataOptions>().Data);
    }
}
