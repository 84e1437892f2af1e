using Coral.Caching.Http;
using Coral.Caching.Publishing;
using Coral.Core.Identity;

namespace Coral.Caching.Tests.Publishing;

/// <summary>One key for all requests that select the same response, and for no other.</summary>
public sealed class ContentKeyTests
{
    private static readonly CacheKey Url = new("http://www.x.com", "/a?b");

    [Fact]
    public void Of_NoVariants_IsTheHashOfTheUrl() =>
        Assert.Equal(Key.Of("http://www.x.com/a?b"), ContentKey.Of(Url, SelectingFields.None));

    [Theory]
    [InlineData("Accept-Language, Accept", "accept , ACCEPT-LANGUAGE")]
    public void Of_SameFieldsInAnotherOrderOrCase_IsTheSame(string vary, string other) =>
        Assert.Equal(KeyOf(vary, "de", "text/html"), KeyOf(other, "de", "text/html"));

    [Theory]
    [InlineData("de, en", "de,en")]
    [InlineData("de ,\ten", "de,en")]
    [InlineData("  de", "de")]
    public void Of_WhiteSpaceThatMeansNothing_IsTheSame(string value, string other) =>
        Assert.Equal(KeyOf("Accept-Language", value, null), KeyOf("Accept-Language", other, null));

    [Fact]
    public void Of_OtherValueOrAbsentOrOtherField_IsAnother()
    {
        var keys = new[]
        {
            KeyOf("Accept-Language", "de", null),
            KeyOf("Accept-Language", "en", null),
            KeyOf("Accept-Language", "", null),
            KeyOf("Accept-Language", null, null),
            KeyOf("Accept", null, "de"),
            KeyOf("Accept, Accept-Language", null, "de"),
            KeyOf("Accept, Accept-Language", "de", null),
            ContentKey.Of(Url, SelectingFields.None),
            ContentKey.Of(Url with { Target = "/a?c" }, SelectingFields.None),
            ContentKey.Of(Url with { Origin = "https://www.x.com" }, SelectingFields.None),
        };

        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    private static Key KeyOf(string vary, string? language, string? accept)
    {
        var fields = FieldList.Empty;
        fields = language is null ? fields : fields.With("Accept-Language", language);
        fields = accept is null ? fields : fields.With("Accept", accept);
        return ContentKey.Of(Url, Vary.Selecting(new ResponseHead(200, FieldList.Of(("Vary", vary))), fields));
    }
}
