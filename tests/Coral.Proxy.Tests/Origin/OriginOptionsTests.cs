using System.ComponentModel.DataAnnotations;
using Coral.Proxy.Origin;

namespace Coral.Proxy.Tests.Origin;

public sealed class OriginOptionsTests
{
    [Fact]
    public void Defaults_AreTheDesigns()
    {
        var options = new OriginOptions();

        Assert.Equal(TimeSpan.FromSeconds(5), options.ConnectTimeLimit);
        Assert.Equal(TimeSpan.FromSeconds(30), options.HeaderTimeLimit);
        Assert.Equal(TimeSpan.FromMinutes(1), options.BodyIdleTimeLimit);
        Assert.Equal(TimeSpan.FromDays(1), options.SchemeMemoryTime);
        Assert.Empty(Faults(options));
    }

    [Fact]
    public void Values_OutOfRange_AreFaults()
    {
        var options = new OriginOptions
        {
            ConnectTimeLimit = TimeSpan.Zero,
            HeaderTimeLimit = TimeSpan.FromDays(1),
            BodyIdleTimeLimit = TimeSpan.FromSeconds(-1),
            MaxHeaderBytes = 1,
            MaxConnectionsPerOrigin = 0,
            ConnectionIdleTime = TimeSpan.FromDays(1),
            ConnectionLifetime = TimeSpan.Zero,
            SchemeMemoryTime = TimeSpan.FromDays(31),
            MaxSchemeMemoryEntries = 0,
        };

        Assert.Equal(9, Faults(options).Count);
    }

    private static List<ValidationResult> Faults(OriginOptions options)
    {
        var faults = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), faults, validateAllProperties: true);
        return faults;
    }
}
