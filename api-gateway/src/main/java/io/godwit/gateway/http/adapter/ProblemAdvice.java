package io.godwit.gateway.http.adapter;

import io.godwit.events.InvalidField;
import io.godwit.gateway.problem.Problem;
import jakarta.persistence.PersistenceException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error as a problem of RFC 9457, naming the field at fault and nothing of the inside. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(Problem.Refused refused) {
    return answer(refused.problem());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> invalid(InvalidField invalid) {
    return answer(
        new Problem(
            Problem.Kind.INVALID, invalid.field(), invalid.field() + " " + invalid.problem()));
  }

  @ExceptionHandler({
    DataAccessException.class,
    PersistenceException.class,
    TransactionException.class
  })
  ResponseEntity<ProblemDetail> database(RuntimeException failure) {
    log.warn("the read model does not answer", failure);
    return answer(
        new Problem(
            Problem.Kind.UNAVAILABLE, null, "the read model does not answer; try again later"));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unexpected(Exception failure) {
    log.error("a request failed", failure);
    var detail = "the gateway failed; its log says why";
    return answer(of(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error", null, detail));
  }

  static ResponseEntity<ProblemDetail> answer(Problem problem) {
    var status = HttpStatusCode.valueOf(problem.kind().status());
    return answer(of(status, problem.kind().title(), problem.field(), problem.detail()));
  }

  static ProblemDetail of(
      HttpStatusCode status, String title, @Nullable String field, String detail) {
    var body = ProblemDetail.forStatusAndDetail(status, detail);
    body.setTitle(title);
    if (field != null) {
      body.setProperty("field", field);
    }
    return body;
  }

  private static ResponseEntity<ProblemDetail> answer(ProblemDetail body) {
    var answer =
        ResponseEntity.status(body.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    return body.getStatus() == 503
        ? answer.header(HttpHeaders.RETRY_AFTER, "2").body(body)
        : answer.body(body);
  }

  /** What Spring refuses by itself gets its field, too. */
  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    return super.createResponseEntity(body, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException failure,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var body = failure.getBody();
    body.setDetail(
        "Content-Type must be application/json"
            + (failure.getContentType() == null ? "" : ", is " + failure.getContentType()));
    body.setProperty("field", HttpHeaders.CONTENT_TYPE);
    return handleExceptionInternal(failure, body, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotAcceptable(
      HttpMediaTypeNotAcceptableException failure,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    var body = failure.getBody();
    body.setProperty("field", HttpHeaders.ACCEPT);
    return handleExceptionInternal(failure, body, headers, status, request);
  }
}
