using Microsoft.AspNetCore.Http;

namespace Streaming.Server.Host.Http;

/// <summary>Refusals, as RFC 9457 writes them: each says what was wrong and what there is instead.</summary>
internal static class Problems
{
    public static IResult BadRequest(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    public static IResult Forbidden(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status403Forbidden);

    public static IResult NotFound(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    public static IResult Conflict(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict);

    public static IResult Unavailable(string detail) =>
        TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable);

    public static IResult NoSuchTitle(string id) => NotFound($"there is no title '{id}'; /api/v1/titles lists those there are");

    public static IResult NoSuchChannel(string name) =>
        NotFound($"there is no channel '{name}'; /api/v1/channels lists those there are");

    public static IResult NoSuchSession(string id) =>
        NotFound($"there is no session '{id}' (any more); /api/v1/sessions lists those there are");
}
