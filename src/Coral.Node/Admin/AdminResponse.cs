using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Coral.Node.Admin;

/// <summary>Responses of the admin API: JSON, and for errors problem details (RFC 9457).</summary>
internal static class AdminResponse
{
    /// <summary>Answers with an object.</summary>
    public static async Task JsonAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type)
    {
        await WriteAsync(context, StatusCodes.Status200OK, "application/json", value, type);
    }

    /// <summary>Answers with an error.</summary>
    /// <param name="status">The status code, 400 to 599.</param>
    /// <param name="title">The kind of error, the same each time.</param>
    /// <param name="detail">The fault of this request, and what would be right.</param>
    public static Task ProblemAsync(HttpContext context, int status, string title, string detail) =>
        WriteAsync(
            context,
            status,
            "application/problem+json",
            new AdminProblem(title, status, detail),
            AdminJson.Default.AdminProblem
        );

    /// <summary>Answers 400.</summary>
    public static Task BadRequestAsync(HttpContext context, string detail) =>
        ProblemAsync(context, StatusCodes.Status400BadRequest, "Bad request", detail);

    private static async Task WriteAsync<T>(
        HttpContext context,
        int status,
        string contentType,
        T value,
        JsonTypeInfo<T> type
    )
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
