using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Coral.Node.Configuration;

/// <summary>
/// The settings of a JSON file, <c>{ "Coral": { … } }</c>; comments and trailing commas may stand in it.
/// </summary>
public static class JsonFileSettings
{
    /// <summary>Reads the whole file.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read, or is not such JSON.</exception>
    public static IReadOnlyList<Setting> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var root = new ConfigurationBuilder().AddJsonStream(file).Build();
            return
            [
                .. root.AsEnumerable()
                    .Where(pair => pair.Value is not null || !root.GetSection(pair.Key).GetChildren().Any())
                    .Select(pair => new Setting(pair.Key, pair.Value, SettingSourceKind.File, path)),
            ];
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException or FormatException or JsonException)
        {
            throw new ConfigurationException([$"--config: {Describe(path, ex)}"]);
        }
    }

    private static string Describe(string path, Exception ex) =>
        ex switch
        {
            _ when Find<JsonException>(ex) is { LineNumber: { } line } =>
                $"{path} is not valid JSON; fix line {line + 1}",
            FormatException => $"{path} is not a JSON file of options: {ex.GetBaseException().Message}",
            _ => FileProblem.Describe(path, ex, "create it, or name another file"),
        };

    private static T? Find<T>(Exception? ex)
        where T : Exception => ex is null ? null : ex as T ?? Find<T>(ex.InnerException);
}
