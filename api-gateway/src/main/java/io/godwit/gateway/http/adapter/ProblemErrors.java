package io.godwit.gateway.http.adapter;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the container refuses, before or behind the controllers, as a problem too. */
@RestController
@io.swagger.v3.oas.annotations.Hidden
class ProblemErrors implements ErrorController {
  @RequestMapping("/error")
  ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
    var code = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    var status = code == null ? HttpStatus.NOT_FOUND : HttpStatus.valueOf(code);
    var path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    var detail =
        status == HttpStatus.NOT_FOUND
            ? "there is nothing at " + (path == null ? request.getRequestURI() : path)
            : "the request could not be answered";
    var body = ProblemAdvice.of(status, status.getReasonPhrase(), null, detail);
    return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(body);
  }
}
