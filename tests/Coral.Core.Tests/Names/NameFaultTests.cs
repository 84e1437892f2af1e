using Coral.Core.Names;

namespace Coral.Core.Tests.Names;

public class NameFaultTests
{
    [Fact]
    public void What_EveryProblem_HasItsOwnWordsAndQuotesTheSubject()
    {
        var problems = Enum.GetValues<NameProblem>().Where(problem => problem != NameProblem.None).ToList();

        var words = problems.Select(problem => new NameFault(problem, "some.name", null, null).What).ToList();

        Assert.Equal(problems.Count, words.Distinct().Count());
        Assert.All(words, what => Assert.Matches("“some\\.name”|^Coral cannot name ", what));
    }

    [Theory]
    [InlineData("www.x.com.localhost", "www.example.com.localhost", "Did you mean www.x.com.localhost?")]
    [InlineData(null, "www.example.com.localhost:8080", "www.example.com.localhost:8080")]
    [InlineData(null, null, "http://www.example.com/")]
    public void RightForm_SaysTheBestThatIsKnown(string? suggestion, string? example, string part)
    {
        Assert.Contains(part, new NameFault(NameProblem.Nested, "x", suggestion, example).RightForm);
    }

    [Fact]
    public void What_HugeSubject_IsCut()
    {
        Assert.True(new NameFault(NameProblem.TooLong, new string('a', 1_000_000), null, null).What.Length < 1000);
    }
}
