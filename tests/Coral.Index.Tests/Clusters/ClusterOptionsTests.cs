using System.ComponentModel.DataAnnotations;
using Coral.Index.Clusters;

namespace Coral.Index.Tests.Clusters;

public sealed class ClusterOptionsTests
{
    [Theory]
    [InlineData(60, 20, true)]
    [InlineData(21, 20, true)]
    [InlineData(20, 20, false)]
    [InlineData(20, 60, false)]
    public void Validate_OfTwoDiameters_WantsTheRegionalOneWider(int regional, int near, bool isValid)
    {
        var options = new ClusterOptions
        {
            RegionalDiameter = TimeSpan.FromMilliseconds(regional),
            NearDiameter = TimeSpan.FromMilliseconds(near),
        };
        var problems = new List<ValidationResult>();

        Assert.Equal(isValid, Validator.TryValidateObject(options, new ValidationContext(options), problems, true));
        Assert.Equal(isValid ? [] : [nameof(ClusterOptions.RegionalDiameter)], problems.SelectMany(p => p.MemberNames));
    }
}
