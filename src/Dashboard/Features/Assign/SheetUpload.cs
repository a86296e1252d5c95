using Dashboard.Auth;
using Dashboard.Data;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Dashboard.Features.Assign;

/// <summary>Receives a sheet: the request's body is the file, streamed to disk; its name stands in the query.</summary>
public static class SheetUpload
{
    /// <summary>Largest sheet, in bytes.</summary>
    public const long MaxBytes = 300L * 1024 * 1024;

    /// <summary>Stores the file, looks whether it is a sheet at all, and answers the id of the draft; or refuses in words and keeps nothing.</summary>
    public static async Task<IResult> ReceiveAsync(
        HttpContext context, string name, IAntiforgery antiforgery, SheetFolder folder, IDbContextFactory<DashboardDb> databases, AuditTrail audit,
        TimeProvider time, IStringLocalizer<SheetText> texts)
    {
        // The body is no form, so the framework does not check the token by itself.
        if (!await antiforgery.IsRequestValidAsync(context)) return Refuse(texts["Refused_Antiforgery"], StatusCodes.Status400BadRequest);
        if (context.Request.ContentLength > MaxBytes) return TooLarge(texts);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxBytes;
        var stored = SheetFolder.NewName();
        var path = folder.PathOf(stored);
        try
        {
            var bytes = await SaveAsync(context.Request.Body, path, context.RequestAborted);
            var batch = new Batch { SheetName = "", CreatedBy = "" };
            (await SheetSource.ReadHeadAsync(path, new SheetChoice(), context.RequestAborted)).ApplyTo(batch);
            batch.SheetName = Path.GetFileName(name.Replace('\\', '/')) is { Length: > 0 } given ? given[..Math.Min(given.Length, 200)] : "sheet.csv";
            batch.StoredFile = stored;
            batch.SheetBytes = bytes;
            batch.CreatedBy = context.User.AccountName();
            batch.CreatedAt = time.GetUtcNow();
            await using var db = await databases.CreateDbContextAsync(context.RequestAborted);
            db.Batches.Add(batch);
            await db.SaveChangesAsync(context.RequestAborted);
            await audit.WriteAsync(context.User, context.Connection.RemoteIpAddress?.ToString(), "sheet.upload", $"batch {batch.Id}", AuditDetail.Of(("bytes", bytes), ("file", batch.SheetName)), context.RequestAborted);
            return TypedResults.Ok(new { id = batch.Id });
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            folder.Delete(stored);
            return TooLarge(texts);
        }
        catch (SheetRefusedException e)
        {
            folder.Delete(stored);
            return Refuse(e.Text(texts), StatusCodes.Status422UnprocessableEntity);
        }
        catch
        {
            folder.Delete(stored);
            throw;
        }
    }

    private static async Task<long> SaveAsync(Stream body, string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 * 1024, FileOptions.Asynchronous);
        await body.CopyToAsync(file, cancellationToken);
        return file.Length;
    }

    private static JsonHttpResult<Refusal> TooLarge(IStringLocalizer<SheetText> texts) => Refuse(texts["Refused_TooLarge", MaxBytes / 1024 / 1024], StatusCodes.Status413PayloadTooLarge);

    private static JsonHttpResult<Refusal> Refuse(string message, int status) => TypedResults.Json(new Refusal(message), statusCode: status);

    private sealed record Refusal(string Message);
}
