using System.ComponentModel.DataAnnotations;
using Coral.Dns.Configuration;

namespace Coral.Dns.Tests.Configuration;

public sealed class DnsOptionsTests
{
    [Fact]
    public void Validate_TheDefaults_AreFine() => Assert.Empty(Problems(new DnsOptions()));

    [Fact]
    public void Validate_EveryOption_SaysWhichAndWhy()
    {
        var options = new DnsOptions
        {
            InfrastructureZone = "a..b",
            Hostmaster = "",
            NameServers = ["ns1.x=nowhere"],
            Records = ["@ MX 10 mail", "@ MX"],
            Spread = 2,
            Addresses = 0,
        };

        Assert.Equal(
            ["Addresses", "Hostmaster", "InfrastructureZone", "NameServers", "Records", "Spread"],
            Problems(options with { Spread = 1, Addresses = 3 })
                .Concat(Problems(options).Take(2))
                .Select(problem => problem.MemberNames.Single())
                .Order()
        );
        Assert.Contains(
            "“ns1.x=nowhere” is no name server: write HOST or HOST=ADDRESS.",
            Problems(options with { Spread = 1, Addresses = 3 }).Select(problem => problem.ErrorMessage)
        );
    }

    private static List<ValidationResult> Problems(DnsOptions options)
    {
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        return problems;
    }
}
